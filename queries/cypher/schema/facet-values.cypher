// The nodes that have a value of a facet.
CREATE CONSTRAINT pmkg_facet_value IF NOT EXISTS
FOR (row:FacetValue) REQUIRE (row.release, row.kind, row.facet, row.value) IS UNIQUE;
