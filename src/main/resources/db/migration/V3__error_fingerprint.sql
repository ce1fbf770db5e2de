-- What errors of the same kind have in common: their first line, with ids and numbers taken out.
CREATE FUNCTION error_fingerprint(error text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN left(regexp_replace(
        regexp_replace(
            split_part(error, E'\n', 1),
            '\y([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{16,})\y', '#', 'g'),
        '[0-9]+', '#', 'g'), 300);

-- Dead letters of one kind, to be redriven or discarded together.
CREATE INDEX event_log_fingerprint_idx ON event_log (error_fingerprint(error), id) WHERE status = 'dead';
