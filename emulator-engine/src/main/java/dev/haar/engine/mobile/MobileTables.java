package dev.haar.engine.mobile;

import dev.haar.core.state.Change;
import dev.haar.core.state.Statements;
import dev.haar.core.state.Tables;
import dev.haar.engine.json.JsonText;
import dev.haar.engine.mobile.MobileChange.ApplicationDeleted;
import dev.haar.engine.mobile.MobileChange.ApplicationKept;
import dev.haar.engine.mobile.MobileChange.EndpointDeleted;
import dev.haar.engine.mobile.MobileChange.EndpointKept;
import dev.haar.engine.mobile.MobileChange.SmsAttributesKept;
import java.sql.SQLException;
import java.util.List;

/** How what happens to applications, endpoints and settings becomes rows. The tables are documented in docs/state.md. */
public final class MobileTables implements Tables {
    @Override
    public String schema() {
        return "sns_mobile";
    }

    @Override
    public List<List<String>> migrations() {
        return List.of(List.of(
                "CREATE SCHEMA sns_mobile",
                "CREATE TABLE sns_mobile.applications (arn VARCHAR(512) PRIMARY KEY, account VARCHAR(12) NOT NULL,"
                        + " region VARCHAR(64) NOT NULL, platform VARCHAR(32) NOT NULL, name VARCHAR(256) NOT NULL,"
                        + " attributes VARCHAR NOT NULL)",
                "CREATE TABLE sns_mobile.endpoints (arn VARCHAR(512) PRIMARY KEY, application_arn VARCHAR(512) NOT NULL,"
                        + " attributes VARCHAR NOT NULL)",
                "CREATE INDEX sns_mobile.endpoints_by_application ON sns_mobile.endpoints (application_arn)",
                "CREATE TABLE sns_mobile.sms_attributes (account VARCHAR(12) NOT NULL, region VARCHAR(64) NOT NULL,"
                        + " attributes VARCHAR NOT NULL, PRIMARY KEY (account, region))"));
    }

    @Override
    public boolean owns(Change change) {
        return change instanceof MobileChange;
    }

    @Override
    public void write(Change change, Statements to) throws SQLException {
        if (change instanceof ApplicationKept kept) {
            PlatformApplication application = kept.application();
            to.update(
                    "MERGE INTO sns_mobile.applications (arn, account, region, platform, name, attributes) KEY (arn)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    application.address().arn(),
                    application.address().account(),
                    application.address().region(),
                    application.address().platform(),
                    application.address().name(),
                    JsonText.write(application.attributes()));
        } else if (change instanceof ApplicationDeleted deleted) {
            to.update("DELETE FROM sns_mobile.endpoints WHERE application_arn = ?", deleted.arn());
            to.update("DELETE FROM sns_mobile.applications WHERE arn = ?", deleted.arn());
        } else if (change instanceof EndpointKept kept) {
            to.update(
                    "MERGE INTO sns_mobile.endpoints (arn, application_arn, attributes) KEY (arn) VALUES (?, ?, ?)",
                    kept.endpoint().arn(),
                    kept.endpoint().application().arn(),
                    JsonText.write(kept.endpoint().attributes()));
        } else if (change instanceof EndpointDeleted deleted) {
            to.update("DELETE FROM sns_mobile.endpoints WHERE arn = ?", deleted.arn());
        } else if (change instanceof SmsAttributesKept kept) {
            sms(kept, to);
        }
    }

    private static void sms(SmsAttributesKept kept, Statements to) throws SQLException {
        if (kept.attributes().isEmpty()) {
            to.update(
                    "DELETE FROM sns_mobile.sms_attributes WHERE account = ? AND region = ?",
                    kept.account(),
                    kept.region());
            return;
        }
        to.update(
                "MERGE INTO sns_mobile.sms_attributes (account, region, attributes) KEY (account, region)"
                        + " VALUES (?, ?, ?)",
                kept.account(),
                kept.region(),
                JsonText.write(kept.attributes()));
    }
}
