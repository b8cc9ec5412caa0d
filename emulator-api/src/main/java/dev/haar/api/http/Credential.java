package dev.haar.api.http;

/**
 * What a signature says of its maker. It is read and never verified: any credentials are welcome.
 *
 * @param accessKeyId the access key id; null if the request is not signed
 * @param region the region of its scope; null if it has none that could be one
 * @param service the service of its scope; null if it has none
 */
record Credential(String accessKeyId, String region, String service) {
    static final Credential NONE = new Credential(null, null, null);

    private static final String PARAMETER = "Credential=";
    private static final int LONGEST_REGION = 64;

    /**
     * Reads the header {@code Authorization} of Signature Version 4; anything else counts as not signed.
     *
     * @param header the header's value; null if there is none
     */
    static Credential ofHeader(String header) {
        int start = header == null ? -1 : header.indexOf(PARAMETER);
        if (start < 0) {
            return NONE;
        }
        int from = start + PARAMETER.length();
        int end = from;
        while (end < header.length() && header.charAt(end) != ',' && header.charAt(end) != ' ') {
            end++;
        }
        return ofScope(header, from, end);
    }

    /**
     * Reads the parameter {@code X-Amz-Credential} of a presigned request.
     *
     * @param parameter its value, decoded; null if there is none
     */
    static Credential ofParameter(String parameter) {
        return parameter == null ? NONE : ofScope(parameter, 0, parameter.length());
    }

    /** Key/date/region/service/aws4_request. */
    private static Credential ofScope(String text, int from, int end) {
        int key = slash(text, from, end);
        int date = slash(text, key + 1, end);
        int region = slash(text, date + 1, end);
        int service = slash(text, region + 1, end);
        String accessKeyId = key > from ? text.substring(from, key) : null;
        String regionName = region > date + 1 ? text.substring(date + 1, region) : null;
        String serviceName = service > region + 1 ? text.substring(region + 1, service) : null;
        return new Credential(accessKeyId, isRegion(regionName) ? regionName : null, serviceName);
    }

    private static int slash(String text, int from, int end) {
        int at = from > end ? -1 : text.indexOf('/', from);
        return at < 0 || at > end ? end : at;
    }

    /** Whether it can be a region: it becomes a part of ARNs. */
    static boolean isRegion(String text) {
        if (text == null || text.isEmpty() || text.length() > LONGEST_REGION) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')) {
                return false;
            }
        }
        return true;
    }
}
