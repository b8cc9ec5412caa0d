package dev.haar.kms.policy;

import dev.haar.kms.KmsException;
import java.util.List;

/**
 * A policy of a resource: who may do what with it.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation</a>
 */
public final class ResourcePolicy {
    private final List<Statement> statements;

    private ResourcePolicy(List<Statement> statements) {
        this.statements = statements;
    }

    /**
     * Reads a policy.
     *
     * @param service whose actions it may speak of, as {@code sqs}
     * @throws KmsException with MALFORMED_POLICY if it is none
     */
    public static ResourcePolicy parse(String text, String service) {
        return new ResourcePolicy(PolicyReader.read(text, service));
    }

    List<Statement> statements() {
        return statements;
    }

    /** Whether a statement allows what is asked and none denies it. */
    public boolean allows(PolicyRequest request) {
        boolean allowed = false;
        for (Statement statement : statements) {
            if (statement.isAbout(request)) {
                if (!statement.allows()) {
                    return false;
                }
                allowed = true;
            }
        }
        return allowed;
    }
}
