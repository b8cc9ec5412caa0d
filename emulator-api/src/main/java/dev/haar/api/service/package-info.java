/** What an AWS service is to the rest of the API: a model of its wire forms, its actions and who calls them. */
package dev.haar.api.service;
