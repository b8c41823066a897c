// Names are numbered in the order of hits.
CREATE CONSTRAINT pmkg_name_number IF NOT EXISTS
FOR (name:Name) REQUIRE (name.release, name.number) IS UNIQUE;
