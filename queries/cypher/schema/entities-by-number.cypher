// Nodes are numbered by the rank of their identifier; edges and listings go by the number.
CREATE CONSTRAINT pmkg_entity_number IF NOT EXISTS
FOR (node:Entity) REQUIRE (node.release, node.number) IS UNIQUE;
