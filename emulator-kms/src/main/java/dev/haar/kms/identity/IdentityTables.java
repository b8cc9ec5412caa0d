package dev.haar.kms.identity;

import dev.haar.core.state.Change;
import dev.haar.core.state.Statements;
import dev.haar.core.state.Tables;
import java.sql.SQLException;
import java.util.List;

/** The table of identities. It is documented in docs/state.md. */
public final class IdentityTables implements Tables {
    @Override
    public String schema() {
        return "identity";
    }

    @Override
    public List<List<String>> migrations() {
        return List.of(List.of(
                "CREATE SCHEMA identity",
                "CREATE TABLE identity.identities (name VARCHAR(64) PRIMARY KEY, wrapped_key VARBINARY(8192) NOT NULL,"
                        + " certificate VARBINARY(65536) NOT NULL)"));
    }

    @Override
    public boolean owns(Change change) {
        return change instanceof IdentityKept;
    }

    @Override
    public void write(Change change, Statements to) throws SQLException {
        IdentityKept kept = (IdentityKept) change;
        to.update(
                "MERGE INTO identity.identities (name, wrapped_key, certificate) KEY (name) VALUES (?, ?, ?)",
                kept.name(),
                kept.wrappedKey(),
                kept.certificate());
    }
}
