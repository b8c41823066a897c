// A node of a release is read by its identifier.
CREATE CONSTRAINT pmkg_entity_id IF NOT EXISTS
FOR (node:Entity) REQUIRE (node.release, node.id) IS UNIQUE;
