// Give, of each of $kinds, at most $limit names of $role in $release that begin with $prefix, in order of the name.
// The order names the whole index, constants too, so that the server reads it in order and stops.
UNWIND $kinds AS kind
CALL (kind) {
    MATCH (name:Name {release: $release, kind: kind, role: $role})
    WHERE name.term STARTS WITH $prefix AND name.number > 0
    RETURN name ORDER BY name.release, name.kind, name.role, name.term, name.number LIMIT $limit
}
RETURN name.number, name.node, name.kind, name.name, name.role;
