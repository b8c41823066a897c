// Count the nodes and edges of $release, to be held against what was given.
MATCH (node:Entity {release: $release})
WHERE node.number > 0
RETURN count(node) AS nodes, sum(COUNT { (node)-->() }) AS edges;
