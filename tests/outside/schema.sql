-- What Django 6.1 makes of the models in src/library.rs.
CREATE TABLE "library_author" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" varchar(100) NOT NULL
);
CREATE TABLE "library_book" (
    "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    "title" varchar(200) NOT NULL,
    "pages" integer NOT NULL,
    "price" decimal NOT NULL,
    "rating" real NULL,
    "shelved" time NULL,
    "added" datetime NOT NULL,
    "lent" bool NOT NULL,
    "author_id" bigint NULL REFERENCES "library_author" ("id") DEFERRABLE INITIALLY DEFERRED
);
