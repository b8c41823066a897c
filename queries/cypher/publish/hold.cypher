// Prolong the lease of $owner by $milliseconds and count batch number $batch. Gives the batch that was counted before;
// no row where another publication holds the lease. A batch that was counted is never written twice.
MATCH (lease:Lease {id: 'publish', owner: $owner})
SET lease.until = timestamp() + $milliseconds
WITH lease, lease.batch AS done
SET lease.batch = CASE WHEN done < $batch THEN $batch ELSE done END
RETURN done;
