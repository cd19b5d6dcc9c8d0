package io.dbcpool.console.words;

import io.dbcpool.console.view.Belief;
import io.dbcpool.console.view.MachineView;
import io.dbcpool.console.view.OwnerDomain;
import io.dbcpool.console.view.RunningVacate;
import io.dbcpool.console.view.Standing;
import io.dbcpool.events.Alert;
import io.dbcpool.events.ChainMachine;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.VacateCompleted.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A machine's row on the pool's page. Each {@code tone} is a CSS class, and each has its words as well: colour says
 * nothing that is not also said.
 *
 * @param id the machine's, 64 hex digits
 * @param beliefBy who says so, and since when
 * @param alerts standing, in the language of their records
 */
public record RowText(
        String id,
        String name,
        String tone,
        String standing,
        String belief,
        String beliefBy,
        List<String> domains,
        List<RunningText> vacates,
        String lastVacate,
        String lastVacateTone,
        String drill,
        String checks,
        String checksTone,
        String chain,
        String chainDetail,
        String broadcast,
        List<String> alerts) {

    private static final int MOST_ALERTS = 3;

    public RowText {
        domains = List.copyOf(domains);
        vacates = List.copyOf(vacates);
        alerts = List.copyOf(alerts);
    }

    /**
     * A vacate that runs.
     *
     * @param deadlineMillis when it has to be over, Unix time
     * @param left what was left when this was written; the browser counts on
     * @param percent how much of the time was used by then, up to 100
     */
    public record RunningText(
            String vacateId,
            String domain,
            String step,
            long deadlineMillis,
            long budgetMillis,
            long softPercent,
            long termPercent,
            String left,
            long percent,
            boolean late) {}

    public static RowText of(MachineView machine, Instant now, Texts texts, Budget budget) {
        var standing = Standing.of(machine, now);
        return new RowText(
                machine.id().hex(),
                machine.name(),
                word(standing),
                texts.get("standing." + word(standing)),
                texts.get("belief." + word(machine.belief().state())),
                beliefBy(machine.belief(), texts),
                machine.domains().values().stream()
                        .map(domain -> domain(domain, texts))
                        .toList(),
                machine.runningVacates(now).stream()
                        .map(vacate -> running(vacate, now, texts, budget))
                        .toList(),
                lastVacate(machine, texts),
                machine.receipts().stream()
                        .findFirst()
                        .map(receipt -> receipt.outcome() == Outcome.ON_TIME ? "good" : "bad")
                        .orElse(""),
                machine.drill()
                        .map(drill -> texts.say(
                                "drill." + word(drill.outcome()),
                                Times.seconds(drill.elapsedMillis()),
                                Times.show(drill.startedAt())))
                        .orElse(texts.get("none")),
                checks(machine, texts),
                checksTone(machine),
                machine.chain().map(ChainMachine::statusInWords).orElse(texts.get("none")),
                machine.chain().map(chain -> stake(chain, texts)).orElse(""),
                broadcast(machine, texts),
                machine.standingAlerts().stream()
                        .limit(MOST_ALERTS)
                        .map(RowText::alert)
                        .toList());
    }

    static String beliefBy(Belief belief, Texts texts) {
        String source = texts.get("source." + word(belief.source()));
        return belief.since()
                .map(since -> texts.say("belief.by", source, Times.show(since)))
                .orElse(source);
    }

    static String domain(OwnerDomain domain, Texts texts) {
        return texts.say(
                domain.running() ? "domain.running" : "domain.off",
                domain.domain().name());
    }

    private static RunningText running(RunningVacate vacate, Instant now, Texts texts, Budget budget) {
        long deadline = vacate.started().deadline().toEpochMilli();
        long left = deadline - now.toEpochMilli();
        long used = budget.deadlineMillis() - left;
        int steps = vacate.steps().size();
        return new RunningText(
                vacate.started().vacateId().toString(),
                vacate.started().domain().name(),
                steps == 0 ? "" : vacate.steps().get(steps - 1).name(),
                deadline,
                budget.deadlineMillis(),
                budget.softPercent(),
                budget.termPercent(),
                texts.say(left < 0 ? "vacate.over" : "vacate.left", Times.seconds(Math.abs(left))),
                Math.max(0, Math.min(100, used * 100 / budget.deadlineMillis())),
                left < 0);
    }

    private static String lastVacate(MachineView machine, Texts texts) {
        return machine.receipts().stream()
                .findFirst()
                .map(receipt -> texts.say(
                        "vacate." + word(receipt.outcome()),
                        Times.seconds(receipt.elapsedMillis()),
                        Times.seconds(Math.abs(receipt.marginMillis())),
                        Times.show(receipt.startedAt())))
                .orElse(texts.get("none"));
    }

    private static String checks(MachineView machine, Texts texts) {
        if (machine.readiness().isEmpty()) {
            return texts.get("none");
        }
        var checks = machine.readiness().get().checks();
        for (var state :
                List.of(NodeReadiness.State.WRONG, NodeReadiness.State.WARNING, NodeReadiness.State.CANNOT_TELL)) {
            var found = checks.stream().filter(check -> check.state() == state).toList();
            if (!found.isEmpty()) {
                String more = found.size() == 1 ? "" : texts.say("check.more", found.size() - 1);
                return texts.say("check." + word(state) + "-one", found.get(0).title()) + more;
            }
        }
        return texts.say("check.all-ok", checks.size());
    }

    private static String checksTone(MachineView machine) {
        var states = machine.readiness().stream()
                .flatMap(list -> list.checks().stream())
                .map(NodeReadiness.Check::state)
                .collect(Collectors.toSet());
        if (states.contains(NodeReadiness.State.WRONG)) {
            return "bad";
        }
        return states.contains(NodeReadiness.State.WARNING) ? "doubtful" : "";
    }

    private static String stake(ChainMachine chain, Texts texts) {
        return chain.stakeMissingDbc()
                .filter(missing -> !missing.matches("0(\\.0*)?"))
                .map(missing -> texts.say("chain.stake-missing", missing))
                .or(() -> chain.stakeDbc().map(stake -> texts.say("chain.stake", stake)))
                .orElse("");
    }

    static String broadcast(MachineView machine, Texts texts) {
        return machine.broadcast()
                .map(heard -> texts.say(
                        "broadcast.word",
                        heard.status().name().toLowerCase(Locale.ROOT),
                        heard.sender(),
                        Times.show(heard.lastAt())))
                .orElse(texts.get("none"));
    }

    static String alert(Alert alert) {
        return alert.alert() + ": " + alert.summary();
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
