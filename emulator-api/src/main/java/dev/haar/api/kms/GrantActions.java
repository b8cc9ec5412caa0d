package dev.haar.api.kms;

import dev.haar.api.service.Caller;
import dev.haar.api.validation.Violations;
import dev.haar.core.arn.Arn;
import dev.haar.core.time.Time;
import dev.haar.kms.KmsError;
import dev.haar.kms.KmsException;
import dev.haar.kms.crypto.Randomness;
import dev.haar.kms.key.Grant;
import dev.haar.kms.key.Key;
import dev.haar.kms.key.KeySpec;
import dev.haar.kms.registry.Grants;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.kms.model.CreateGrantRequest;
import software.amazon.awssdk.services.kms.model.CreateGrantResponse;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.ListGrantsRequest;
import software.amazon.awssdk.services.kms.model.ListGrantsResponse;
import software.amazon.awssdk.services.kms.model.ListRetirableGrantsRequest;
import software.amazon.awssdk.services.kms.model.ListRetirableGrantsResponse;
import software.amazon.awssdk.services.kms.model.RetireGrantRequest;
import software.amazon.awssdk.services.kms.model.RetireGrantResponse;
import software.amazon.awssdk.services.kms.model.RevokeGrantRequest;
import software.amazon.awssdk.services.kms.model.RevokeGrantResponse;

/** Permissions to use keys. */
final class GrantActions {
    private static final int ID_BYTES = 32;
    private static final int MOST_PAIRS = 8;
    private static final int LONGEST_CONTEXT = 384;
    private static final Pattern NAME = Pattern.compile("^[a-zA-Z0-9:/_-]+$");
    private static final Pattern SERVICE =
            Pattern.compile("^([A-Za-z0-9\\-]+)\\.([A-Za-z0-9\\-]+)(\\.[A-Za-z0-9\\-]+)+$");
    private static final Pattern PRINCIPAL = Pattern.compile("^[\\w+=,.@:/-]+$");
    private static final Pattern SOURCE = Pattern.compile("^arn:aws[a-z0-9-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:.+$");
    private static final Pattern PRINCIPAL_ARN = Pattern.compile("arn:aws[a-z-]*:(iam|sts)::[0-9]{12}:.+");

    private final Grants grants;
    private final Lookup lookup;
    private final Time time;

    GrantActions(Grants grants, Lookup lookup, Time time) {
        this.grants = grants;
        this.lookup = lookup;
        this.time = time;
    }

    CompletionStage<CreateGrantResponse> createGrant(CreateGrantRequest request, Caller caller) {
        Violations violations = Inputs.keyId(request.keyId())
                .required("operations", request.hasOperations() ? "" : null)
                .length("name", request.name(), 1, 256)
                .pattern("name", request.name(), NAME);
        party(violations, "granteePrincipal", request.granteePrincipal(), PRINCIPAL);
        party(violations, "retiringPrincipal", request.retiringPrincipal(), PRINCIPAL);
        party(violations, "granteeServicePrincipal", request.granteeServicePrincipal(), SERVICE);
        party(violations, "retiringServicePrincipal", request.retiringServicePrincipal(), SERVICE);
        List<String> operations = request.operationsAsStrings();
        for (int i = 0; i < operations.size(); i++) {
            violations.oneOf(
                    "operations." + (i + 1) + ".member", operations.get(i), Inputs.names(GrantOperation.knownValues()));
        }
        String source =
                request.constraints() == null ? null : request.constraints().sourceArn();
        violations.length("constraints.sourceArn", source, 20, 512).pattern("constraints.sourceArn", source, SOURCE);
        Inputs.grantTokens(violations, request.grantTokens()).check();
        lookup.grantTokens(request.grantTokens());
        Key key = lookup.shared(request.keyId(), caller);
        Grant grant = new Grant(
                HexFormat.of().formatHex(Randomness.bytes(ID_BYTES)),
                key.address(),
                request.name(),
                time.millis(),
                "arn:" + Arn.partitionOf(caller.region()) + ":iam::" + caller.account() + ":root",
                party("Grantee", request.granteePrincipal(), request.granteeServicePrincipal())
                        .orElseThrow(() -> KmsException.invalid("A grantee principal is required.")),
                party("Retiring", request.retiringPrincipal(), request.retiringServicePrincipal())
                        .orElse(null),
                operations,
                GrantForms.constraints(request.constraints()));
        requireWhole(grant);
        requirePossible(key, grant);
        Inputs.dryRun(request.dryRun());
        return grants.create(grant)
                .thenApply(made -> CreateGrantResponse.builder()
                        .grantId(made.id())
                        .grantToken(grants.token(made))
                        .build());
    }

    private static void party(Violations violations, String path, String value, Pattern pattern) {
        violations.length(path, value, 1, pattern == SERVICE ? 128 : 256).pattern(path, value, pattern);
    }

    /** Somebody whom a request names as a principal or as a service. */
    private static Optional<Grant.Party> party(String role, String principal, String service) {
        if (principal != null && service != null) {
            throw KmsException.invalid(role + "Principal and " + role + "ServicePrincipal exclude each other.");
        }
        if (service != null) {
            return Optional.of(new Grant.Party(service, true));
        }
        if (principal == null) {
            return Optional.empty();
        }
        if (!PRINCIPAL_ARN.matcher(principal).matches()
                && !SERVICE.matcher(principal).matches()) {
            throw new KmsException(KmsError.INVALID_ARN, "ARN does not refer to a valid principal: " + principal);
        }
        return Optional.of(new Grant.Party(principal, false));
    }

    /** A grant allows something; one for a service says for which resource, and who may give it back. */
    private static void requireWhole(Grant grant) {
        if (grant.operations().isEmpty()) {
            throw KmsException.invalid("A grant must have at least one operation.");
        }
        if (grant.grantee().isService() && grant.constraints().sourceArn() == null) {
            throw KmsException.invalid("A grant for a GranteeServicePrincipal must have the constraint SourceArn.");
        }
        if (grant.grantee().isService() && grant.retiree() == null) {
            throw KmsException.invalid("A grant for a GranteeServicePrincipal must have a retiring principal.");
        }
        requireShort("EncryptionContextSubset", grant.constraints().subset());
        requireShort("EncryptionContextEquals", grant.constraints().equal());
    }

    private static void requireShort(String constraint, Map<String, String> context) {
        if (context == null) {
            return;
        }
        int length = context.entrySet().stream()
                .mapToInt(pair -> pair.getKey().length() + pair.getValue().length())
                .sum();
        if (context.size() > MOST_PAIRS || length > LONGEST_CONTEXT) {
            throw KmsException.invalid("The constraint " + constraint + " has more than " + MOST_PAIRS + " pairs or "
                    + LONGEST_CONTEXT + " characters.");
        }
    }

    private static void requirePossible(Key key, Grant grant) {
        List<String> possible = GrantForms.operations(key);
        for (String operation : grant.operations()) {
            if (!possible.contains(operation)) {
                throw KmsException.invalid("The operation " + operation + " is not valid for the key " + key.arn()
                        + " with key usage " + key.usage() + " and key spec " + key.spec() + ".");
            }
        }
        boolean looksAtContext =
                grant.constraints().subset() != null || grant.constraints().equal() != null;
        if (looksAtContext && key.spec() != KeySpec.SYMMETRIC_DEFAULT) {
            throw KmsException.invalid("Encryption context constraints are for symmetric encryption keys only.");
        }
    }

    CompletionStage<ListGrantsResponse> listGrants(ListGrantsRequest request, Caller caller) {
        Violations violations = Inputs.keyId(request.keyId()).length("grantId", request.grantId(), 1, 128);
        party(violations, "granteePrincipal", request.granteePrincipal(), PRINCIPAL);
        party(violations, "granteeServicePrincipal", request.granteeServicePrincipal(), SERVICE);
        violations.check();
        Key key = lookup.shared(request.keyId(), caller);
        List<Grant> found = grants.list(grant -> grant.key().equals(key.address())
                && (request.grantId() == null || request.grantId().equals(grant.id()))
                && isNamed(grant.grantee(), request.granteePrincipal(), request.granteeServicePrincipal()));
        Page<Grant> page = Page.of(found, Grant::id, request.limit(), 50, request.marker());
        return CompletableFuture.completedFuture(ListGrantsResponse.builder()
                .grants(page.items().stream().map(GrantForms::entry).toList())
                .truncated(page.isTruncated())
                .nextMarker(page.nextMarker())
                .build());
    }

    CompletionStage<ListRetirableGrantsResponse> listRetirableGrants(
            ListRetirableGrantsRequest request, Caller caller) {
        Violations violations = new Violations();
        party(violations, "retiringPrincipal", request.retiringPrincipal(), PRINCIPAL);
        party(violations, "retiringServicePrincipal", request.retiringServicePrincipal(), SERVICE);
        violations.check();
        Page.check(request.limit(), request.marker());
        Grant.Party retiree = party("Retiring", request.retiringPrincipal(), request.retiringServicePrincipal())
                .orElseThrow(() ->
                        KmsException.invalid("Either RetiringPrincipal or RetiringServicePrincipal must be set."));
        List<Grant> found = grants.list(
                grant -> retiree.equals(grant.retiree()) && grant.key().region().equals(caller.region()));
        Page<Grant> page = Page.of(found, Grant::id, request.limit(), 50, request.marker());
        return CompletableFuture.completedFuture(ListRetirableGrantsResponse.builder()
                .grants(page.items().stream().map(GrantForms::entry).toList())
                .truncated(page.isTruncated())
                .nextMarker(page.nextMarker())
                .build());
    }

    private static boolean isNamed(Grant.Party party, String principal, String service) {
        return (principal == null || !party.isService() && party.name().equals(principal))
                && (service == null || party.isService() && party.name().equals(service));
    }

    CompletionStage<RetireGrantResponse> retireGrant(RetireGrantRequest request, Caller caller) {
        new Violations()
                .length("keyId", request.keyId(), 1, 2048)
                .length("grantId", request.grantId(), 1, 128)
                .length("grantToken", request.grantToken(), 1, 8192)
                .check();
        Optional<Grant> grant;
        if (request.grantToken() != null) {
            grant = grants.byToken(request.grantToken());
        } else if (request.keyId() != null && request.grantId() != null) {
            grant = Optional.of(grants.get(lookup.shared(request.keyId(), caller), request.grantId()));
        } else {
            throw KmsException.invalid("Either the grant token, or the key ARN and the grant ID must be set.");
        }
        Inputs.dryRun(request.dryRun());
        // A token may outlive its grant, and giving back what is gone is no mistake.
        return grant.map(grants::delete)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenApply(done -> RetireGrantResponse.builder().build());
    }

    CompletionStage<RevokeGrantResponse> revokeGrant(RevokeGrantRequest request, Caller caller) {
        Inputs.keyId(request.keyId())
                .required("grantId", request.grantId())
                .length("grantId", request.grantId(), 1, 128)
                .check();
        Grant grant = grants.get(lookup.shared(request.keyId(), caller), request.grantId());
        Inputs.dryRun(request.dryRun());
        return grants.delete(grant)
                .thenApply(done -> RevokeGrantResponse.builder().build());
    }
}
