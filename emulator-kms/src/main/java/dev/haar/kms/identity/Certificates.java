package dev.haar.kms.identity;

import dev.haar.kms.crypto.Randomness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/**
 * Makes certificates, X.509 version 3 with SHA256withRSA. They are good from 2020 to 2049 whatever Haar's clock shows: it can
 * be moved, and clients go by their own.
 */
public final class Certificates {
    private static final int BITS = 2048;
    private static final int SERIAL_BYTES = 16;
    private static final Date FROM = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
    private static final Date UNTIL = Date.from(Instant.parse("2049-12-31T23:59:59Z"));
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-f:]*:[0-9a-f:]*");
    private static final AlgorithmIdentifier ALGORITHM =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);

    private Certificates() {}

    /** An authority that vouches for itself and may vouch for others. */
    public static Identity authority(String commonName) {
        return make(commonName, List.of(), null, true);
    }

    /** One that vouches for itself only. */
    public static Identity selfSigned(String commonName, List<String> hosts) {
        return make(commonName, hosts, null, false);
    }

    /** One that an authority vouches for; hosts can be addresses. */
    public static Identity issued(Identity authority, String commonName, List<String> hosts) {
        return make(commonName, hosts, authority, false);
    }

    /** Reads a certificate in DER. */
    static X509Certificate read(byte[] encoded) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static Identity make(String commonName, List<String> hosts, Identity authority, boolean isAuthority) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair keys = generator.generateKeyPair();
            X500Name subject = new X500Name("CN=" + commonName);
            V3TBSCertificateGenerator content = new V3TBSCertificateGenerator();
            content.setSerialNumber(new ASN1Integer(new BigInteger(1, Randomness.bytes(SERIAL_BYTES))));
            content.setSignature(ALGORITHM);
            content.setIssuer(authority == null ? subject : subjectOf(authority));
            content.setSubject(subject);
            content.setStartDate(new Time(FROM));
            content.setEndDate(new Time(UNTIL));
            content.setSubjectPublicKeyInfo(
                    SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
            content.setExtensions(extensions(hosts, isAuthority).generate());
            PrivateKey signer = authority == null ? keys.getPrivate() : authority.key();
            return new Identity(keys.getPrivate(), signed(content.generateTBSCertificate(), signer, keys.getPublic()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Every Java platform has RSA, SHA-256 and X.509.", e);
        }
    }

    private static X500Name subjectOf(Identity authority) {
        return X500Name.getInstance(
                authority.certificate().getSubjectX500Principal().getEncoded());
    }

    private static ExtensionsGenerator extensions(List<String> hosts, boolean isAuthority) throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
        extensions.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(
                        isAuthority
                                ? KeyUsage.keyCertSign | KeyUsage.cRLSign
                                : KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        if (!isAuthority) {
            extensions.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            extensions.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(hosts.stream().map(Certificates::name).toArray(GeneralName[]::new)));
        }
        return extensions;
    }

    private static GeneralName name(String host) {
        boolean address = ADDRESS.matcher(host).matches();
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }

    private static X509Certificate signed(TBSCertificate content, PrivateKey signer, PublicKey own)
            throws GeneralSecurityException, IOException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(signer);
        signature.update(content.getEncoded(ASN1Encoding.DER));
        DERSequence whole =
                new DERSequence(new ASN1Encodable[] {content, ALGORITHM, new DERBitString(signature.sign())});
        X509Certificate certificate = read(whole.getEncoded(ASN1Encoding.DER));
        if (!certificate.getPublicKey().equals(own)) {
            throw new GeneralSecurityException("The certificate is of another key.");
        }
        return certificate;
    }
}
