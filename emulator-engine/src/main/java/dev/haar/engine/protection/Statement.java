package dev.haar.engine.protection;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement of a policy.
 *
 * @param inbound whether it is about what is published, or about what is delivered
 * @param principals whom it is about: ARNs, or {@code *} for all
 */
record Statement(boolean inbound, List<String> principals, List<Identifier> identifiers, Operation operation) {
    /** A whole account. */
    private static final Pattern ACCOUNT = Pattern.compile("(?:arn:aws[a-z-]*:iam::)?([0-9]{12})(?::root)?");

    private static final int ACCOUNT_ID = 4;

    boolean isAbout(String principal) {
        return principals.stream().anyMatch(each -> matches(each, principal));
    }

    boolean finds(String text) {
        return identifiers.stream().anyMatch(each -> !each.find(text).isEmpty());
    }

    private static boolean matches(String pattern, String principal) {
        if (pattern.equals("*") || pattern.equals(principal)) {
            return true;
        }
        Matcher account = ACCOUNT.matcher(pattern);
        String[] parts = principal.split(":", -1);
        return account.matches() && parts.length > ACCOUNT_ID && parts[ACCOUNT_ID].equals(account.group(1));
    }
}
