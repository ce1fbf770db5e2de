package io.redisstreams.start;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Refuses to start on a database that cannot store every text. In LATIN1, an event with an emoji can neither be logged
 * nor become a dead letter.
 */
@ApplicationScoped
class DatabaseEncoding {
    private final AgroalDataSource database;

    DatabaseEncoding(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * @throws ConfigurationException when the database cannot store every text; the message names the commands that fix
     *     it
     */
    void check() throws SQLException {
        try (Connection connection = database.getConnection()) {
            check(connection.unwrap(PGConnection.class).getParameterStatus("server_encoding"), connection.getCatalog());
        }
    }

    static void check(String encoding, String name) {
        if (!"UTF8".equals(encoding)) {
            throw new ConfigurationException(("The database \"%s\" has the encoding %s, which cannot store every text."
                            + " Create one with UTF8, and name it by DB_NAME:"
                            + " CREATE DATABASE \"%s_utf8\" ENCODING 'UTF8' TEMPLATE template0;"
                            + " move the data of the old one with: pg_dump \"%s\" | psql \"%s_utf8\"")
                    .formatted(name, encoding, name, name, name));
        }
    }
}
