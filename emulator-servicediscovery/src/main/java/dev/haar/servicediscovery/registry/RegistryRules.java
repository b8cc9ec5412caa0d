package dev.haar.servicediscovery.registry;

/**
 * What differs between a registry that is as slow and as small as AWS's and one for tests.
 *
 * @param operationMillis how long operations take
 * @param customHealthMillis after how long a custom health status shows
 * @param mostNamespaces how many namespaces a scope may have
 * @param mostInstances how many instances a service may have
 * @param mostInNamespace how many instances a namespace may have
 * @see <a href="https://docs.aws.amazon.com/cloud-map/latest/dg/cloud-map-limits.html">AWS Cloud Map quotas</a>
 */
public record RegistryRules(
        long operationMillis, long customHealthMillis, int mostNamespaces, int mostInstances, int mostInNamespace) {
    /** As AWS. */
    public static RegistryRules strict() {
        return new RegistryRules(2_000, 30_000, 50, 1_000, 2_000);
    }

    /** Without waits and quotas. */
    public static RegistryRules fast() {
        return new RegistryRules(0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
}
