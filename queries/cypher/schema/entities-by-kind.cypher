// A listing by identifier walks one kind.
CREATE INDEX pmkg_entity_kind IF NOT EXISTS
FOR (node:Entity) ON (node.release, node.kind, node.number);
