package dev.haar.engine.protection;

/** What a pattern cannot tell of numbers. */
final class Checks {
    private static final int BYTE = 255;
    private static final int IPV6_GROUPS = 8;
    private static final int[] WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    private static final int CHECK_DIGIT = 8;

    private Checks() {}

    /** Of an issuer that there is, with the check digit of Luhn's. */
    static boolean isCreditCard(String text) {
        String digits = text.replaceAll("[ -]", "");
        boolean issued = "23456".indexOf(digits.charAt(0)) >= 0;
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return issued && sum % 10 == 0;
    }

    static boolean isIpAddress(String text) {
        if (text.indexOf(':') < 0) {
            for (String part : text.split("\\.")) {
                if (Integer.parseInt(part) > BYTE) {
                    return false;
                }
            }
            return true;
        }
        // Written shorter once at most, and never all of it.
        int gap = text.indexOf("::");
        String[] groups = text.split(":", -1);
        if (gap < 0) {
            return groups.length == IPV6_GROUPS && !text.startsWith(":") && !text.endsWith(":");
        }
        boolean edges = (gap == 0 || !text.startsWith(":")) && (text.endsWith("::") || !text.endsWith(":"));
        return edges && text.indexOf("::", gap + 1) < 0 && text.length() > 2;
    }

    /** None of those that are never given. */
    static boolean isSocialSecurityNumber(String text) {
        String area = text.substring(0, 3);
        return !area.equals("000")
                && !area.equals("666")
                && area.charAt(0) != '9'
                && !text.startsWith("00", 4)
                && !text.endsWith("0000");
    }

    /** With the check digit of North America's. */
    static boolean isVehicle(String text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum += WEIGHTS[i] * vehicleValue(text.charAt(i));
        }
        int check = sum % 11;
        return text.charAt(CHECK_DIGIT) == (check == 10 ? 'X' : (char) ('0' + check));
    }

    private static int vehicleValue(char c) {
        return c <= '9' ? c - '0' : "12345678.12345.7.923456789".charAt(c - 'A') - '0';
    }
}
