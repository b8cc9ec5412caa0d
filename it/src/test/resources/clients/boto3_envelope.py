"""Envelope encryption as S3's clients do it: a data key from KMS, kept encrypted beside the data."""

import hashlib
import hmac

import boto3
from botocore.exceptions import ClientError

kms = boto3.client("kms")
key = kms.create_key(Description="envelopes")["KeyMetadata"]["KeyId"]
kms.create_alias(AliasName="alias/envelopes", TargetKeyId=key)
context = {"bucket": "records", "object": "2911"}

data_key = kms.generate_data_key(KeyId="alias/envelopes", KeySpec="AES_256", EncryptionContext=context)
assert len(data_key["Plaintext"]) == 32
tag = hmac.new(data_key["Plaintext"], b"the data", hashlib.sha256).digest()
envelope = data_key["CiphertextBlob"]

opened = kms.decrypt(CiphertextBlob=envelope, EncryptionContext=context)
assert opened["Plaintext"] == data_key["Plaintext"]
assert opened["KeyId"].endswith(key)
assert hmac.new(opened["Plaintext"], b"the data", hashlib.sha256).digest() == tag

for wrong in ({}, {"bucket": "records"}, {**context, "more": "1"}):
    try:
        kms.decrypt(CiphertextBlob=envelope, EncryptionContext=wrong)
        raise AssertionError("opened with the context %s" % wrong)
    except ClientError as error:
        assert error.response["Error"]["Code"] == "InvalidCiphertextException", error

kms.rotate_key_on_demand(KeyId=key)
assert kms.decrypt(CiphertextBlob=envelope, EncryptionContext=context)["Plaintext"] == data_key["Plaintext"]

signing = kms.create_key(KeySpec="ECC_SECG_P256K1", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
signature = kms.sign(KeyId=signing, Message=b"the data", SigningAlgorithm="ECDSA_SHA_256")["Signature"]
assert kms.verify(KeyId=signing, Message=b"the data", Signature=signature, SigningAlgorithm="ECDSA_SHA_256")["SignatureValid"]

replica = kms.create_key(MultiRegion=True)["KeyMetadata"]
kms.replicate_key(KeyId=replica["KeyId"], ReplicaRegion="eu-west-1")
blob = kms.encrypt(KeyId=replica["KeyId"], Plaintext=b"the data")["CiphertextBlob"]
elsewhere = boto3.client("kms", region_name="eu-west-1")
assert elsewhere.decrypt(CiphertextBlob=blob)["Plaintext"] == b"the data"

print("OK")
