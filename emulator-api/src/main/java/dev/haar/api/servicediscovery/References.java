package dev.haar.api.servicediscovery;

import dev.haar.api.service.Caller;
import dev.haar.core.arn.Arn;
import dev.haar.servicediscovery.registry.Scope;
import java.util.Optional;

/**
 * What an id or an ARN refers to. A plain id is one of the caller's account; an ARN may be of another, as every namespace
 * counts as shared with whoever knows its ARN.
 */
record References(Scope scope, String id) {
    static References namespace(String value, Caller caller) {
        return of(value, "namespace/", caller);
    }

    static References service(String value, Caller caller) {
        return of(value, "service/", caller);
    }

    private static References of(String value, String prefix, Caller caller) {
        if (!value.startsWith("arn:")) {
            return new References(scope(caller), value);
        }
        Optional<Arn> arn = Arn.parse(value)
                .filter(each -> each.service().equals("servicediscovery"))
                .filter(each -> each.region().equals(caller.region()))
                .filter(each -> each.resource().startsWith(prefix));
        return arn.map(each -> new References(
                        new Scope(each.account(), each.region()),
                        each.resource().substring(prefix.length())))
                .orElseThrow(() -> DiscoveryErrors.invalid("Invalid ARN: " + value));
    }

    static Scope scope(Caller caller) {
        return new Scope(caller.account(), caller.region());
    }

    /** The caller's scope or the one of the account that is named. */
    static Scope scope(String ownerAccount, Caller caller) {
        return ownerAccount == null ? scope(caller) : new Scope(ownerAccount, caller.region());
    }
}
