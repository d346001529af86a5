package io.pareidolia.bot.lobby;

import io.javalin.http.Context;
import io.pareidolia.bot.job.WorkerCard;
import io.pareidolia.bot.job.Workers;
import io.pareidolia.dream.Look;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.NetworkCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What can be chosen: the networks that workers have at hand, and the looks for them. */
final class LookShelf {
    private final Looks looks;
    private final Catalogue catalogue;
    private final Workers workers;
    private final Assets assets;

    LookShelf(Looks looks, Catalogue catalogue, Workers workers, Assets assets) {
        this.looks = looks;
        this.catalogue = catalogue;
        this.workers = workers;
        this.assets = assets;
    }

    private record Network(String name, String description, String licence) {}

    /** The default one first. Where no worker has come yet, the one that will come first. */
    private List<NetworkCard> networks() {
        List<NetworkCard> present = workers.present().stream()
                .map(WorkerCard::networks)
                .flatMap(List::stream)
                .distinct()
                .flatMap(name -> catalogue.named(name).stream())
                .toList();
        return present.isEmpty() ? catalogue.all().stream().limit(1).toList() : present;
    }

    /** Of a name that several networks have, the first is meant unless the network is said. */
    List<LookCard> looks() {
        List<LookCard> cards = new ArrayList<>();
        for (NetworkCard network : networks()) {
            for (Look look : looks.of(network.name())) {
                boolean named = cards.stream().anyMatch(card -> card.name().equals(look.name()));
                cards.add(new LookCard(
                        look.name(),
                        look.network(),
                        look.description(),
                        (named ? "network=" + look.network() + " " : "") + "look=" + look.name(),
                        assets.addressIfThere("looks/" + look.network() + "/" + look.name() + ".jpg")
                                .orElse(null)));
            }
        }
        return cards;
    }

    /** The names that a recipe may say. */
    List<String> networkNames() {
        return networks().stream().map(NetworkCard::name).toList();
    }

    void getLooks(Context context) {
        Json.send(context, Map.of("looks", looks()));
    }

    void getNetworks(Context context) {
        Json.send(
                context,
                Map.of(
                        "networks",
                        networks().stream()
                                .map(card -> new Network(card.name(), card.description(), card.licence()))
                                .toList()));
    }
}
