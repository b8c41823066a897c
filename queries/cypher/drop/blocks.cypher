// Remove at most $limit blocks of $release; gives how many.
MATCH (block:Block {release: $release})
WHERE block.first IS NOT NULL
WITH block LIMIT $limit
DELETE block
RETURN count(*);
