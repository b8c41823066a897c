// A listing by label walks one kind; place is the label with ASCII letters in lower case.
CREATE INDEX pmkg_entity_label IF NOT EXISTS
FOR (node:Entity) ON (node.release, node.kind, node.place, node.number);
