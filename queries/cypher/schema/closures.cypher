// A closure is read by relation, way and identifier.
CREATE CONSTRAINT pmkg_closure IF NOT EXISTS
FOR (row:Closure) REQUIRE (row.release, row.relation, row.way, row.id) IS UNIQUE;
