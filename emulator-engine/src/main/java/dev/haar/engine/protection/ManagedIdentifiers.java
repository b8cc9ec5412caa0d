package dev.haar.engine.protection;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The data identifiers that AWS manages, and how those are found that a pattern can find.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-managed-data-identifiers.html">Managed
 *     data identifiers</a>
 */
final class ManagedIdentifiers {
    private static final String ANYWHERE = "Address AwsSecretKey CreditCardExpiration CreditCardNumber"
            + " CreditCardSecurityCode EmailAddress IpAddress LatLong Name OpenSshPrivateKey PgpPrivateKey PkcsPrivateKey"
            + " PuttyPrivateKey VehicleIdentificationNumber";

    /** Each with its countries. */
    private static final String[] BY_COUNTRY = {
        "BankAccountNumber DE ES FR GB IT",
        "CepCode BR",
        "Cnpj BR",
        "CpfCode BR",
        "DriversLicense AT AU BE BG CA CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK US",
        "DrugEnforcementAgencyNumber US",
        "ElectoralRollNumber GB",
        "HealthInsuranceCardNumber EU",
        "HealthInsuranceClaimNumber US",
        "HealthInsuranceNumber FR",
        "HealthcareProcedureCode US",
        "IndividualTaxIdentificationNumber US",
        "InseeCode FR",
        "MedicareBeneficiaryNumber US",
        "NationalDrugCode US",
        "NationalIdentificationNumber DE ES IT",
        "NationalInsuranceNumber GB",
        "NationalProviderId US",
        "NhsNumber GB",
        "NieNumber ES",
        "NifNumber ES",
        "PassportNumber CA DE ES FR GB IT US",
        "PermanentResidenceNumber CA",
        "PersonalHealthNumber CA",
        "PhoneNumber BR DE ES FR GB IT US",
        "PostalCode CA",
        "RgNumber BR",
        "SocialInsuranceNumber CA",
        "Ssn ES US",
        "TaxId DE ES FR GB",
        "ZipCode US"
    };

    private static final Set<String> KNOWN = known();
    private static final Map<String, Identifier.Finder> FINDERS = finders();

    private ManagedIdentifiers() {}

    static boolean isKnown(String name) {
        return KNOWN.contains(name);
    }

    static Identifier get(String name) {
        return new Identifier(name, FINDERS.get(name));
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(Set.of(ANYWHERE.split(" ")));
        for (String each : BY_COUNTRY) {
            String[] words = each.split(" ");
            for (int i = 1; i < words.length; i++) {
                known.add(words[0] + "-" + words[i]);
            }
        }
        return known;
    }

    private static Map<String, Identifier.Finder> finders() {
        Map<String, Identifier.Finder> finders = new HashMap<>();
        finders.put(
                "EmailAddress",
                new PatternFinder(
                        "(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}+@(?:[A-Za-z0-9-]{1,63}+\\.){1,8}+[A-Za-z]{2,24}+"
                                + "(?![A-Za-z0-9])"));
        finders.put(
                "CreditCardNumber",
                new PatternFinder("(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}+(?![0-9])", Checks::isCreditCard));
        finders.put(
                "IpAddress",
                new PatternFinder(
                        "(?<![0-9A-Fa-f:.])(?:[0-9]{1,3}+(?:\\.[0-9]{1,3}+){3}+|[0-9A-Fa-f]{0,4}+(?::[0-9A-Fa-f]{0,4}+){2,7}+)"
                                + "(?![0-9A-Fa-f:]|\\.[0-9])",
                        Checks::isIpAddress));
        finders.put(
                "Ssn-US",
                new PatternFinder(
                        "(?<![0-9-])[0-9]{3}+([- ])[0-9]{2}+\\1[0-9]{4}+(?![0-9-])", Checks::isSocialSecurityNumber));
        finders.put(
                "PhoneNumber-US",
                new PatternFinder(
                        "(?<![0-9+])(?:\\+?1[ .-]?)?(?:\\([2-9][0-9]{2}\\) ?|[2-9][0-9]{2}[ .-]?)[2-9][0-9]{2}[ .-]?[0-9]{4}"
                                + "(?![0-9])"));
        Map.of("BR", "55", "DE", "49", "ES", "34", "FR", "33", "GB", "44", "IT", "39")
                .forEach((country, code) -> finders.put(
                        "PhoneNumber-" + country,
                        new PatternFinder("(?<![0-9+])(?:\\+|00)" + code
                                + "[ ./-]?(?:\\(0\\)[ ]?)?[0-9](?:[ ./-]?[0-9]){6,11}+(?![0-9])")));
        // Forty such characters may be a digest as well: the guide asks for a keyword near them.
        finders.put(
                "AwsSecretKey",
                new PatternFinder(
                        "(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}+(?![A-Za-z0-9/+=])",
                        Pattern.compile(
                                "aws[ _-]?secret[ _-]?access[ _-]?key|credentials|secret[ _-]?access[ _-]?key"
                                        + "|secret[ _-]?key|set[ _-]?awscredential",
                                Pattern.CASE_INSENSITIVE)));
        finders.put(
                "OpenSshPrivateKey",
                new KeyBlockFinder("-----BEGIN OPENSSH PRIVATE KEY-----", "-----END OPENSSH PRIVATE KEY-----"));
        finders.put(
                "PgpPrivateKey",
                new KeyBlockFinder("-----BEGIN PGP PRIVATE KEY BLOCK-----", "-----END PGP PRIVATE KEY BLOCK-----"));
        finders.put(
                "PkcsPrivateKey",
                new KeyBlockFinder(
                        "-----BEGIN (?:RSA |EC |DSA |ENCRYPTED )?PRIVATE KEY-----",
                        "-----END (?:RSA |EC |DSA |ENCRYPTED )?PRIVATE KEY-----"));
        finders.put(
                "PuttyPrivateKey", new KeyBlockFinder("PuTTY-User-Key-File-[0-9]", "Private-MAC: ?[0-9A-Fa-f]{1,64}+"));
        finders.put(
                "VehicleIdentificationNumber",
                new PatternFinder("(?<![A-Z0-9])[A-HJ-NPR-Z0-9]{17}+(?![A-Z0-9])", Checks::isVehicle));
        return finders;
    }
}
