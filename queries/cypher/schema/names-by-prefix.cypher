// A lookup by prefix reads names of one kind and role in order; identifiers have no term.
CREATE INDEX pmkg_name_term IF NOT EXISTS
FOR (name:Name) ON (name.release, name.kind, name.role, name.term, name.number);
