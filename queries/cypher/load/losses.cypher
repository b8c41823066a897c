// Add entries of the ledger to $release.
UNWIND $rows AS row
CREATE (:Loss {
    release: $release, number: row[0], source: row[1], reason: row[2], record: row[3], field: row[4], text: row[5]
});
