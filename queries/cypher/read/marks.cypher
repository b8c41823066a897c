// Give the marks of the blocks of $release that begin at $firsts, as JSON.
UNWIND $firsts AS first
MATCH (block:Block {release: $release, first: first})
RETURN first, block.marks;
