// Give the names of $release with these $numbers.
UNWIND $numbers AS number
MATCH (name:Name {release: $release, number: number})
RETURN name.number, name.node, name.kind, name.name, name.role;
