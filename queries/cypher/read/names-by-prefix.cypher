// Give, for each of $prefixes and of each of $kinds, the first $limit names of $role in $release that begin so.
// The order names the whole index, constants too, so that the server reads it in order and stops.
UNWIND $prefixes AS prefix
UNWIND $kinds AS kind
CALL (prefix, kind) {
    MATCH (name:Name {release: $release, kind: kind, role: $role})
    USING INDEX SEEK name:Name(release, kind, role, term, number)
    WHERE name.term STARTS WITH prefix AND name.number > 0
    RETURN name ORDER BY name.release, name.kind, name.role, name.term, name.number LIMIT $limit
}
RETURN prefix, name.number, name.node, name.kind, name.name, name.role;
