package dev.haar.api.http;

import dev.haar.api.error.AwsException;
import dev.haar.api.error.CommonErrors;
import dev.haar.api.protocol.AwsJson;
import dev.haar.api.protocol.AwsQuery;
import dev.haar.api.protocol.FormDecoder;
import dev.haar.api.protocol.Parameters;
import dev.haar.api.protocol.Protocol;
import dev.haar.api.service.Action;
import dev.haar.api.service.Catalogue;
import dev.haar.api.service.ServiceModel;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;

/** Finds out what a request speaks, which service and action it means, and with what input. */
final class Routing {
    private static final HttpString TARGET = new HttpString("X-Amz-Target");
    private static final String JSON = "application/x-amz-json-1.";
    private static final String FORM = "application/x-www-form-urlencoded";

    /** Versions of the SQS API that AWS still serves with the actions of the last. */
    private static final Set<String> OLD_SQS = Set.of("2008-01-01", "2009-02-01", "2011-10-01");

    private final Catalogue catalogue;
    private final AwsJson json = new AwsJson();
    private final AwsQuery query = new AwsQuery();

    Routing(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** How a request speaks to AWS. */
    enum Speech {
        JSON,
        QUERY_FORM,
        QUERY_URL,
        NONE
    }

    /**
     * What a request asks for; filled in as far as it could be read, so that a failure on the way is answered in the right
     * form.
     */
    static final class Call {
        final Protocol protocol;
        ServiceModel service;
        Action<?, ?> action;
        SdkPojo input;
        Credential credential;

        private Call(Protocol protocol, Credential credential) {
            this.protocol = protocol;
            this.credential = credential;
        }
    }

    Speech speechOf(HttpServerExchange exchange) {
        HttpString method = exchange.getRequestMethod();
        if (method.equals(Methods.POST)) {
            String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
            if (type != null && startsWith(type, JSON)) {
                return Speech.JSON;
            }
            if (exchange.getRequestHeaders().contains(TARGET)) {
                return Speech.NONE;
            }
            return type == null || startsWith(type, FORM) ? Speech.QUERY_FORM : inUrl(exchange);
        }
        return method.equals(Methods.GET) || method.equals(Methods.HEAD) ? inUrl(exchange) : Speech.NONE;
    }

    private static Speech inUrl(HttpServerExchange exchange) {
        String url = exchange.getQueryString();
        return url.startsWith("Action=") || url.contains("&Action=") ? Speech.QUERY_URL : Speech.NONE;
    }

    private static boolean startsWith(String type, String prefix) {
        return type.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** The beginnings of a call, before its body is looked at. */
    Call open(HttpServerExchange exchange, Speech speech) {
        Credential credential = Credential.ofHeader(exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION));
        return new Call(speech == Speech.JSON ? json : query, credential);
    }

    /**
     * Finds the call's service and action and reads its input.
     *
     * @throws AwsException if one of them cannot be had
     */
    void complete(Call call, HttpServerExchange exchange, Speech speech, RequestBody body) {
        if (speech == Speech.JSON) {
            completeJson(call, exchange.getRequestHeaders().getFirst(TARGET), body);
        } else {
            completeQuery(call, exchange, speech, body);
        }
    }

    private void completeJson(Call call, String target, RequestBody body) {
        if (target == null) {
            throw new AwsException(CommonErrors.unknownOperation(404));
        }
        call.service = catalogue.serviceOfTarget(target).orElse(null);
        call.action = catalogue.byTarget(target);
        body.open();
        call.input = json.decode(call.action, body.bytes(), body.length());
    }

    private void completeQuery(Call call, HttpServerExchange exchange, Speech speech, RequestBody body) {
        call.service = byId(call.credential.service()).orElse(null);
        body.open();
        FormDecoder form = new FormDecoder().add(exchange.getQueryString());
        if (speech == Speech.QUERY_FORM) {
            form.add(body.bytes(), body.length());
        }
        Parameters parameters = form.parameters();
        if (call.credential.accessKeyId() == null) {
            call.credential = Credential.ofParameter(parameters.value("X-Amz-Credential"));
        }
        String action = parameters.value("Action");
        String version = parameters.value("Version");
        if (action == null || action.isEmpty()) {
            throw new AwsException(CommonErrors.missingAction());
        }
        call.service = serviceOf(call, version, action);
        if (call.service == null) {
            throw new AwsException(CommonErrors.invalidAction(action));
        }
        checkVersion(call.service, version, action);
        call.action = catalogue.byName(call.service, action);
        call.input = query.decode(call.service, call.action, parameters);
    }

    /** The version names the service, since no two share one; else the signature does, else the action. */
    private ServiceModel serviceOf(Call call, String version, String action) {
        return byVersion(version)
                .or(() -> byId(call.credential.service()))
                .or(() -> catalogue.serviceOfAction(action))
                .orElse(null);
    }

    private static Optional<ServiceModel> byVersion(String version) {
        for (ServiceModel service : ServiceModel.values()) {
            if (service.query().isPresent() && service.query().get().version().equals(version)) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }

    private static Optional<ServiceModel> byId(String id) {
        for (ServiceModel service : ServiceModel.values()) {
            if (service.query().isPresent() && service.id().equals(id)) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }

    private static void checkVersion(ServiceModel service, String version, String action) {
        boolean known = version == null
                || service.query().orElseThrow().version().equals(version)
                || service == ServiceModel.SQS && OLD_SQS.contains(version);
        if (!known) {
            throw new AwsException(CommonErrors.noSuchVersion(action, version));
        }
    }
}
