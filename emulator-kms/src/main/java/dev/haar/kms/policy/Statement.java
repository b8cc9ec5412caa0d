package dev.haar.kms.policy;

import dev.haar.kms.policy.PolicyRequest.Identity;
import dev.haar.kms.policy.PolicyRequest.Principal;
import dev.haar.kms.policy.PolicyRequest.ServicePrincipal;
import java.util.List;

/**
 * One statement of a policy.
 *
 * @param allows whether it allows; else it denies
 * @param principals whom it is about
 * @param notPrincipals whether it is about all others
 * @param actions patterns of names
 * @param notActions whether it is about all others
 * @param resources patterns of ARNs
 * @param notResources whether it is about all others
 */
record Statement(
        boolean allows,
        Principals principals,
        boolean notPrincipals,
        List<String> actions,
        boolean notActions,
        List<String> resources,
        boolean notResources,
        List<Condition> conditions) {
    /**
     * Those whom a statement names.
     *
     * @param identities ARNs, account ids or {@code *}
     * @param services names of services
     */
    record Principals(List<String> identities, List<String> services) {
        boolean include(Principal principal) {
            if (principal instanceof ServicePrincipal service) {
                return services.contains(service.name()) || identities.contains("*");
            }
            Identity identity = (Identity) principal;
            return identities.stream().anyMatch(named -> includes(named, identity));
        }

        private static boolean includes(String named, Identity identity) {
            return named.equals("*")
                    || named.equals(identity.name())
                    || named.equals(identity.account())
                    || named.matches("arn:[^:]+:iam::" + identity.account() + ":root");
        }

        /** Whether somebody of the account is among them. */
        boolean includeSomebodyOf(String account) {
            return identities.stream()
                    .anyMatch(named -> named.equals("*")
                            || named.equals(account)
                            || named.matches("arn:[^:]+:(iam|sts)::" + account + ":.+"));
        }
    }

    boolean isAbout(PolicyRequest request) {
        return principals.include(request.principal()) != notPrincipals && isAboutWhatIsAsked(request);
    }

    boolean isAboutSomebodyOf(String account, PolicyRequest request) {
        return principals.includeSomebodyOf(account) != notPrincipals && isAboutWhatIsAsked(request);
    }

    private boolean isAboutWhatIsAsked(PolicyRequest request) {
        boolean action = actions.stream().anyMatch(pattern -> Wildcards.matchIgnoringCase(pattern, request.action()));
        boolean resource = resources.stream().anyMatch(pattern -> Wildcards.match(pattern, request.resource()));
        return action != notActions
                && resource != notResources
                && conditions.stream().allMatch(condition -> condition.holds(request.conditions()));
    }
}
