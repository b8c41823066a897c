// Count the edges of each of $numbers in $release, in both directions, one from a node to itself once.
UNWIND $numbers AS number
MATCH (node:Entity {release: $release, number: number})
RETURN number, COUNT { (node)-[]->() } + COUNT { (node)<-[]-(other) WHERE other <> node };
