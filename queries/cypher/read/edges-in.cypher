// Give the edges that enter the nodes $ids of $release; of all kinds where $kinds is empty.
UNWIND $ids AS id
MATCH (node:Entity {release: $release, id: id})<-[edge]-(other:Entity)
WHERE size($kinds) = 0 OR type(edge) IN $kinds
RETURN id, type(edge), other.id, edge.source, edge.record, edge.body;
