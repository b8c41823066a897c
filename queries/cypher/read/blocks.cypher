// Give the first identifier and the digest of each block of $release.
MATCH (block:Block {release: $release})
WHERE block.first IS NOT NULL
RETURN block.first, block.digest;
