// The marks of a block are read by its first identifier, to compare releases.
CREATE CONSTRAINT pmkg_block IF NOT EXISTS
FOR (block:Block) REQUIRE (block.release, block.first) IS UNIQUE;
