/** Haar for those who embed it in their tests. */
package dev.haar;
