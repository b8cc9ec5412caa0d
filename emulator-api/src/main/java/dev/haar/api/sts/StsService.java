package dev.haar.api.sts;

import dev.haar.api.operator.Resettable;
import dev.haar.api.service.Action;
import dev.haar.api.service.Caller;
import dev.haar.api.service.Service;
import dev.haar.api.service.ServiceModel;
import dev.haar.core.time.Time;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;

/** The actions of AWS STS that are built. */
public final class StsService implements Service, Resettable {
    private final Sessions sessions = new Sessions();
    private final CredentialIssuer issuer;
    private final String defaultAccount;

    /**
     * Makes the service.
     *
     * @param defaultAccount the account of access key ids that name none
     */
    public StsService(Time time, String defaultAccount) {
        this.issuer = new CredentialIssuer(time);
        this.defaultAccount = defaultAccount;
    }

    /** The unique id of a caller: {@code AROA…:SESSION} of a role that was taken on here, else the account. */
    public String userIdOf(Caller caller) {
        return sessions.userIdOf(caller);
    }

    @Override
    public ServiceModel model() {
        return ServiceModel.STS;
    }

    @Override
    public List<Action<?, ?>> actions() {
        CallerActions caller = new CallerActions(sessions, issuer, defaultAccount);
        RoleActions roles = new RoleActions(sessions, issuer);
        // Lambdas and not method references: the SDK's classes are loaded by the first request that needs them.
        return List.of(
                new Action<>(
                        "GetCallerIdentity",
                        () -> GetCallerIdentityRequest.builder(),
                        (input, from) -> caller.getCallerIdentity((GetCallerIdentityRequest) input, from)),
                new Action<>(
                        "GetSessionToken",
                        () -> GetSessionTokenRequest.builder(),
                        (input, from) -> caller.getSessionToken((GetSessionTokenRequest) input, from)),
                new Action<>(
                        "GetAccessKeyInfo",
                        () -> GetAccessKeyInfoRequest.builder(),
                        (input, from) -> caller.getAccessKeyInfo((GetAccessKeyInfoRequest) input)),
                new Action<>(
                        "AssumeRole",
                        () -> AssumeRoleRequest.builder(),
                        (input, from) -> roles.assumeRole((AssumeRoleRequest) input, from)));
    }

    @Override
    public String service() {
        return model().id();
    }

    @Override
    public void reset(Optional<String> account, Optional<String> region) {
        // STS is global: a reset of one region alone leaves it as it is.
        if (region.isEmpty()) {
            sessions.forget(account);
        }
    }
}
