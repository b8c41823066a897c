// The rows of a view are read by key.
CREATE CONSTRAINT pmkg_view_row IF NOT EXISTS
FOR (row:ViewRow) REQUIRE (row.release, row.view, row.key) IS UNIQUE;
