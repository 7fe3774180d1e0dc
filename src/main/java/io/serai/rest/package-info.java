/**
 * The public REST entry: the contract, the checks that come before anything else, and the answers.
 * The routes in {@code routes/entries/rest.camel.yaml} name its beans.
 */
@ApplicationModule(allowedDependencies = {"intake", "notice", "payment", "security"})
@NullMarked
package io.serai.rest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
