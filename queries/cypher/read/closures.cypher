// Give what each of $ids reaches in $release over $relation, $way "out" or "in", as JSON from identifier to distance.
UNWIND $ids AS id
MATCH (row:Closure {release: $release, relation: $relation, way: $way, id: id})
RETURN id, row.reached;
