/** All that KMS remembers, the commands that change it, and how it becomes rows. */
package dev.haar.kms.registry;
