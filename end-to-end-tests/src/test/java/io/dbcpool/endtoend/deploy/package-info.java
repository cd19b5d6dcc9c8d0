/**
 * What an operator is given besides the services: alerts, runbooks, the compose file. {@link AlertRulesIT} lets
 * Prometheus' own tool judge the rules, {@link AlertsReachPeopleIT} sees them arrive; {@link RunbooksTest} keeps every
 * alert and its page together; {@link ComposeIT} starts the stack of {@code docker-compose.yml} for real when asked to.
 */
@NullMarked
package io.dbcpool.endtoend.deploy;

import org.jspecify.annotations.NullMarked;
