// An exact lookup reads a folded name.
CREATE INDEX pmkg_name_folded IF NOT EXISTS
FOR (name:Name) ON (name.release, name.folded);
