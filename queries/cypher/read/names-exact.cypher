// Give the names of $release that fold to one of $folds: the fold, and number, node, kind, name and role.
UNWIND $folds AS fold
MATCH (name:Name {release: $release, folded: fold})
RETURN fold, name.number, name.node, name.kind, name.name, name.role;
