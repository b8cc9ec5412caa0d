package dev.haar.engine.sms;

import dev.haar.core.state.Change;
import dev.haar.core.state.Statements;
import dev.haar.core.state.Tables;
import dev.haar.engine.sms.SmsChange.ChoiceKept;
import dev.haar.engine.sms.SmsChange.PlaceForgotten;
import dev.haar.engine.sms.SmsChange.SandboxNumberDeleted;
import dev.haar.engine.sms.SmsChange.SandboxNumberKept;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** How what happens to telephone numbers becomes rows. The tables are documented in docs/state.md. */
public final class SmsTables implements Tables {
    @Override
    public String schema() {
        return "sns_sms";
    }

    @Override
    public List<List<String>> migrations() {
        String key = " (account VARCHAR(12) NOT NULL, region VARCHAR(64) NOT NULL, number VARCHAR(32) NOT NULL, ";
        return List.of(List.of(
                "CREATE SCHEMA sns_sms",
                "CREATE TABLE sns_sms.choices" + key
                        + "opted_out BOOLEAN NOT NULL, opted_in_at TIMESTAMP(3) WITH TIME ZONE,"
                        + " PRIMARY KEY (account, region, number))",
                "CREATE TABLE sns_sms.sandbox" + key
                        + "password VARCHAR(8) NOT NULL, verified BOOLEAN NOT NULL,"
                        + " since TIMESTAMP(3) WITH TIME ZONE NOT NULL, PRIMARY KEY (account, region, number))"));
    }

    @Override
    public boolean owns(Change change) {
        return change instanceof SmsChange;
    }

    @Override
    public void write(Change change, Statements to) throws SQLException {
        if (change instanceof ChoiceKept kept) {
            to.update(
                    "MERGE INTO sns_sms.choices (account, region, number, opted_out, opted_in_at)"
                            + " KEY (account, region, number) VALUES (?, ?, ?, ?, ?)",
                    kept.place().account(),
                    kept.place().region(),
                    kept.number(),
                    kept.optedOut(),
                    kept.optedInAt() == 0 ? null : Instant.ofEpochMilli(kept.optedInAt()));
        } else if (change instanceof SandboxNumberKept kept) {
            to.update(
                    "MERGE INTO sns_sms.sandbox (account, region, number, password, verified, since)"
                            + " KEY (account, region, number) VALUES (?, ?, ?, ?, ?, ?)",
                    kept.place().account(),
                    kept.place().region(),
                    kept.number().number(),
                    kept.number().password(),
                    kept.number().verified(),
                    Instant.ofEpochMilli(kept.number().since()));
        } else if (change instanceof SandboxNumberDeleted deleted) {
            to.update(
                    "DELETE FROM sns_sms.sandbox WHERE account = ? AND region = ? AND number = ?",
                    deleted.place().account(),
                    deleted.place().region(),
                    deleted.number());
        } else if (change instanceof PlaceForgotten forgotten) {
            for (String table : List.of("choices", "sandbox")) {
                to.update(
                        "DELETE FROM sns_sms." + table + " WHERE account = ? AND region = ?",
                        forgotten.place().account(),
                        forgotten.place().region());
            }
        }
    }
}
