package dev.haar.api.operator;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.haar.api.protocol.Answer;
import dev.haar.api.service.Catalogue;
import dev.haar.api.service.Service;
import dev.haar.api.service.ServiceModel;
import java.io.IOException;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Says that Haar is alive, ready, and what it can do. */
public final class StatusRoutes {
    private static final SortedSet<String> NONE = Collections.emptySortedSet();

    private final Catalogue catalogue;
    private final String version;

    public StatusRoutes(Catalogue catalogue, String version) {
        this.catalogue = catalogue;
        this.version = version;
    }

    /** Adds the routes. */
    public void mount(OperatorRoutes routes) {
        routes.get("/_haar/health", request -> JsonAnswer.of(200, json -> json.writeStringField("status", "ok")));
        // Whoever is answered at all is answered by services that are there: the listener comes last.
        routes.get("/_haar/ready", request -> JsonAnswer.of(200, json -> json.writeStringField("status", "ready")));
        routes.get("/_haar/info", request -> info());
        routes.get("/_localstack/health", request -> localStackHealth());
        routes.get("/_localstack/init", request -> localStackInit());
        routes.get(
                "/_localstack/init/ready",
                request -> JsonAnswer.of(200, json -> {
                    json.writeBooleanField("completed", true);
                    writeNames("scripts", NONE, json);
                }));
    }

    private Answer info() {
        return JsonAnswer.of(200, json -> {
            json.writeStringField("name", "Haar");
            json.writeStringField("version", version);
            json.writeObjectFieldStart("services");
            for (Service service : catalogue.services()) {
                writeService(service.model(), json);
            }
            json.writeEndObject();
        });
    }

    private void writeService(ServiceModel service, JsonGenerator json) throws IOException {
        TreeSet<String> built = new TreeSet<>(catalogue.built(service));
        TreeSet<String> missing = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        missing.addAll(catalogue.known(service));
        built.forEach(missing::remove);
        json.writeObjectFieldStart(service.id());
        writeNames("actions", built, json);
        writeNames("notImplemented", missing, json);
        json.writeEndObject();
    }

    private static void writeNames(String field, SortedSet<String> names, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    /** In the form that tools which wait for the archived emulator look for. */
    private Answer localStackHealth() {
        return JsonAnswer.of(200, json -> {
            json.writeObjectFieldStart("services");
            for (Service service : catalogue.services()) {
                json.writeStringField(service.model().id(), "running");
            }
            json.writeEndObject();
            json.writeStringField("edition", "community");
            json.writeStringField("version", version);
        });
    }

    /** For tools that wait until the scripts of a start have run: there are none, and whoever is answered is served. */
    private static Answer localStackInit() {
        return JsonAnswer.of(200, json -> {
            json.writeObjectFieldStart("completed");
            json.writeBooleanField("BOOT", true);
            json.writeBooleanField("START", true);
            json.writeBooleanField("READY", true);
            json.writeBooleanField("SHUTDOWN", false);
            json.writeEndObject();
            writeNames("scripts", NONE, json);
        });
    }
}
