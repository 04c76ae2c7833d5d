/**
 * What people write when somebody is in danger, by kind: Dutch, with the Dutch of the region, and English. Commas and lines part
 * one sign from the next; danger-reading.ts reads them.
 *
 * - A space: the next word comes soon after, with two others between at most. `_`: at once. `…`: later in the sentence, up to twelve words on.
 * - `|` parts words of which any will do, `*` ends the beginning of a word, `@` names a group of words (below).
 * - `?` before a sign: unless the sentence speaks of a thing and of nobody (`things`, `somebody`): a fallen tree, a laptop that
 *   does not respond.
 */
export const signs: Record<string, string> = {
  unconscious: `
    bewusteloos, bewustloos, @not bewustzijn, buiten_bewustzijn|kennis|westen, buiten_het_bewustzijn, @not_bij_kennis|bewustzijn,
    verliest|verloor|verloren bewustzijn, levenloos, @not aanspreekbaar, @not wakker, @not bijkomen, ?komt @not bij,
    ?reageert|reageerd|reageer|reageren|reageerde … @not, ?@not … reageert|reageerd|reageren, @who beweegt|beweegd … @not,
    flauwgevallen, flauw vallen|gevallen, valt|viel flauw, in_elkaar_gezakt, zakt|zakte|stort|stortte … in_elkaar, weggezakt, onwel,
    ?@who … ligt|lig|lag|ligd|liggen … grond|vloer|straat|gang|badkamer|stoep, ?ligt|lig|lag|ligd … @who … op_de_grond|vloer|straat,
    unconscious, unresponsive, @not conscious, lost_consciousness, ?@not responding|responsive|respond|responds, passed|passing_out,
    @not wake|waking|awake, ?collapsed, fainted, fainting, @who @not moving,
    ?@who … lying|laying|lies|lays … floor|ground|street|bathroom`,

  breathing: `
    ademt|ademd|ademen|adem|ademhalen|ademhaling|aosemt … @not, @not ademt|ademd|ademen|ademhalen|ademhaling|adem|aosem,
    stopt|gestopt … ademen|ademhalen|ademhaling, ?@not lucht|locht, hapt|happen|happend adem, adem_te_kort, adem_tekort, ademnood,
    kortademig, ?benauwd, benauwdheid, benouwd, ?stikt, stik, gestikt, ?stikken, verstikt, verstikking, verslikt, blauw_aangelopen,
    blauwe_lippen, lippen blauw, blauw lippen, @who … loopt|wordt|ziet blauw, astma_aanval, anafylac*, allergische_reactie|shock,
    keel|gezicht|tong … zwelt|dik|dicht|opgezwollen, ademt raar|slecht|zwaar, zuurstof|zuurstofapparaat|beademing … op|leeg|stuk|@not,
    @not breathing|breathe|breath|breathes, stopped|stops breathing, trouble|difficulty|struggling|hard breathing|breathe,
    short_of_breath, gasping, choking, chokes, choke, choked, suffocat*, asthma_attack, allergic_reaction|shock,
    throat … swelling|closing|swollen, turning|turned|going_blue, lips blue, blue_lips`,

  heart: `
    hartaanval, hartinfarct, hartstilstand, hartkramp, infarct, herseninfarct, hersenbloeding, hart stopt|gestopt|stil|fladdert,
    hart klopt @not, @not_hartslag|polsslag, hartritmestoornis, reanimeren, reanimatie, pijn|pien … borst|borstkas|borstkast|bors,
    borst … pijn|zeer, borstpijn, druk|drukkend|beklemmend|steken|kramp … borst, pijn … hart|hartstreek|linkerarm, beroerte, attaque,
    tia, mond|gezicht|mondhoek … scheef, scheve|scheef_mond|gezicht, wartaal, praat|spreekt raar|onduidelijk|onverstaanbaar, insuline is_op,
    arm|been|kant … verlamd, opeens|ineens|plots|plotseling … verlamd, epilep* aanval, stuip*, insult, hypo, suikeraanval,
    krijgt|kreeg|heeft een_aanval, aanval_gekregen,
    heart_attack|failure, heart stopped, cardiac*, chest … pain|pains|hurts|hurting|tight, pain|pains|pressure|tightness … chest,
    had|have|having|has|suffered a_stroke, face|mouth … droops|drooping, slurred, slurring, no_pulse|heartbeat, seizure, seizures,
    suddenly … paralysed|paralyzed`,

  bleeding: `
    bloedt, veel|overal|verliest|verloor|verliezen|plas|hoest|spuugt|braakt bloed, bloed overal|verliest|verloren|spuit|stroomt,
    bloedverlies, bloeding, bloedingen, bloeden, doodbloed*, slagader*, diepe_snee|wond|snijwond, gapende_wond, steekwond,
    gesneden … stopt @not, mes … in_mijn|zijn|haar|zun_been|buik|hand|arm|rug|borst,
    vinger|vingers|hand|arm|been|voet|teen … afgezaagd|afgehakt|afgesneden|eraf|afgerukt, in_mijn|zijn|haar_been|hand|arm|voet_gezaagd,
    ?bleeding, ?bleeds, ?bleed, losing|lost|lots|covered … blood, blood_everywhere, vomiting|coughing … blood,
    cut_off … finger|hand|arm|leg, severed`,

  fall: `
    ?gevallen, ?gevalle, ?gevaln, ?valt|viel … trap|ladder|dak|steiger|bed|stoel|fiets|paard, gedonderd, gelazerd, neergestort,
    ?kan|kon|kunnen|kin|ken … @not … opstaan|overeind|opkomen|rechtop, ?@not … overeind, lukt @not … opstaan,
    van_het|een_balkon gevallen|gesprongen, @who … ligt|lag eronder, @who … ligt|lag onder_de|een_auto|tractor|boom|ladder|kast,
    botbreuk, hersenschudding, ongeval, ongeluk, aanrijding, aangereden, overreden, bedolven, bekneld, geplet,
    ?fell, ?fallen, @not|unable … get|stand_up, had|have|was|car|bad … accident, hit_by … car|truck|bike, run_over, crushed,
    broken_neck|back`,

  poison: `
    vergif*, gif|rattengif … gedronken|gegeten|binnen|ingenomen|ingeademd|binnengekregen, overdosis, overdosering,
    te_veel … pillen|medicijnen|tabletten|paracetamol|insuline|drugs, teveel … pillen|medicijnen|tabletten|paracetamol|insuline|drugs,
    pillen|medicijnen|tabletten … geslikt|ingenomen|opgegeten,
    chloor|bleek|bleekmiddel|ontstopper|gootsteenontstopper|terpentine|benzine|wasmiddel … gedronken|geslikt|gegeten|ogen,
    knoopcel|muntje|munt|magneet|speelgoed … geslikt|keel, ingeslikt, doorgeslikt, ruik|ruiken|ruikt|rook|reuk|ruuk … gas,
    gas … ruik|ruiken|ruikt|lekt|lek|ontsnapt|sist, gaslek, gaslekkage, gaslucht, gas_geur, stinkt … gas, lek … gas,
    koolmonoxide, koolmonoxyde, koolmonoxidevergiftiging, co_vergiftiging, co_melder|alarm, koolmonoxidemelder … gaat|af|loeit,
    geelektrocuteerd, elektrocut*, electrocut*, onder_stroom, stroomstoot, elektrische_schok, brandwond*, kokend_water … over|heen,
    overdose*, poison, poisoned, poisoning, too_many … pills|tablets, took|taken … pills, swallowed, drank … bleach,
    smell|smells|smelling … gas, gas … smell|leak|leaking, carbon_monoxide, co_alarm, electric_shock, scalded, badly_burned|burnt`,

  fire: `
    brand, braand, brant, brandt … huis|woning|keuken|schuur|dak|flat|kamer|auto|zolder|iets|bos|schoorsteen|gordijnen|bed,
    huis|woning|keuken|schuur|dak|flat|kamer|zolder|schoorsteen … brandt, huisbrand, woningbrand, keukenbrand, schoorsteenbrand,
    bosbrand, autobrand, brandstichting, brandlucht, vlammen, vlam … pan, in_de_fik|hens, vuur … huis|keuken|dak|gordijn*|schuur,
    rook … uit|in … huis|keuken|kamer|woning|raam|dak|schuur|meterkast|stopcontact|gang|flat, zwarte|veel|dikke|vol|overal_rook,
    rookmelder|rookalarm|brandalarm|brandmelder … gaat_af, rookmelder|rookalarm|brandalarm … loeit, ontploft, ontploffing, ontploffen, explosie, explodeer*,
    ?ingestort, fire, flames, house|kitchen|shed|roof|flat … burning, smoke … from|in|everywhere|filling, smoke … out_of … roof|house|window|kitchen|shed, thick|black_smoke, full_of_smoke,
    smoke|fire_alarm … going|goes_off, explosion, exploded`,

  water: `
    verdrink*, verdronken, versoep*, zinkt, gezonken, kopje_onder, te_water,
    in_het|de_water|maas|sloot|vijver|kanaal|zwembad|beek|plas|meer|rivier|niers … gevallen|beland|gesprongen|gereden|gegleden|geraakt,
    @who … ligt|lig|liggen|lag|drijft|dreef|zit|zitten|viel|valt|gleed|sprong|springt … in_het|de_water|maas|sloot|vijver|kanaal|beek|rivier|niers,
    ligt|drijft|zit … @who … in_het|de_water|maas|sloot|vijver|kanaal|beek|rivier|niers, auto … in_het|de_water|maas|sloot|kanaal,
    @child|@elder in_het|de_water|maas|sloot|vijver|kanaal|beek|rivier|niers, water … door_de|het_ramen|raam|deur|deuren, zolder … water … omhoog|stijgt|komt,
    meegesleurd, meegesleept, meegevoerd, door_het_ijs, water … tot … knie|knieen|middel|borst|nek|heup|heupen|kin,
    water … stijgt, stijgende|stijgend_water, dijk … breekt|gebroken|doorgebroken|bezweken|bezwijkt, dijkdoorbraak,
    kan|kin|kunnen|kinne … er … @not … uit|oet|weg, @not weg|wegkomen … water, water … @not weg|wegkomen, water … @not naar_buiten,
    kom|komen … water|huis|kelder|lift … @not uit, ingesloten, opgesloten, beklemd, ?zit|zitten|zat klem,
    ik|wij|we|hij|zij|iemand|kind|man|vrouw|moeder|vader|opa|oma zit|zitten|zat vast|gevangen, zit|zitten_ik|we|wij|hij_vast,
    vast … lift, zit|zitten … op_het|de_dak|zolder, gered_worden, red_ons, kom … redden, reddingsboot, onderkoeld, onderkoeling,
    drown*, fell|fallen|jumped|slipped … in|into … water|river|canal|pond|maas|lake|pool, @who … in_the_water|river|canal|pond|maas|lake,
    swept_away, trapped, i|im|we|were|are|he|hes|she|shes|somebody|someone stuck, stuck_in … lift|elevator|car|water|cellar|basement|house,
    @not get_out|away, @not escape, locked_in, water … rising|rises, rising_water, water … coming|comes|came into|in … house|home|room, sinking, rescue, rescued, save_us, hypothermia`,

  suicidal: `
    zelfmoord*, zelfdoding, suicid*, levensmoe, wil|wilde|wou|zou|wul|liever|beter dood, dood wil|willen|wou|zijn, wou_dat … dood,
    wil|wul|hoef|hoeft|wilde … @not … meer|langer … leven|verder|wakker, @not_meer_leven, leven @not_meer,
    zie|zien|ziet|zaag … @not_meer … zitten, @not|zin|reden … in_het_leven, leven … zinloos, @not_reden … leven, eind|einde_aan … maak|maken|gemaakt,
    maak|maakt|maken … eind|einde_aan, uit_het_leven, van_kant, beter_af … zonder_mij, ik_kan_@not_meer_verder,
    mezelf|mijzelf|zichzelf … aandoen|aandoet|snijden|snijdt|snij|verwonden|ophangen|doden,
    snij … mezelf|mijzelf, mezelf|mijzelf|zichzelf … iets|wat_aan, mezelf|mijzelf|zichzelf … pijn_doen, zelfbeschadiging, automutil*, spring|springt|springen … voor_de_trein,
    van_de|het_brug|flat|dak … springen|spring, hoeft voor|van_mij_niet_meer,
    kill|killing|killed|hurt|hurting|harm|harming|cut|cutting_myself|himself|herself, self_harm, end|ending|take|taking … my|his|her_own_life,
    end|ending_my|his|her_life, end_it_all, want|wants|wanna|wish … die|dead, better_off_dead, better_off_without_me, @not want … live|alive, @not want_to_be_here,
    no_reason … live, nothing_to_live_for, @not go_on`,

  violence: `
    geweld, mishandel*, in_elkaar … geslagen|slaan|slaat,
    slaat|sloeg|slaan|schopt|schopte|wurgt|wurgde|steekt|trapt|slait … me|mij|mich|haar|hem|ons|kind|kinderen|moeder|vader|vrouw|man|oma|opa,
    ?geslagen, geschopt, vechtpartij, vechten … buren|straat|elkaar, bedreig*, dreigt_met, gewurgd, aangevallen,
    mes|pistool|geweer|wapen|bijl … dreigt|bedreigt|steekt|zwaait|neergestoken|gestoken, heeft|met|trekt|trok|zwaait_een_mes|pistool|geweer|wapen,
    neergestoken, neergeschoten, doodgeschoten, steekpartij, schietpartij, geschoten, schoten_gehoord, hoor|hoorde_schoten,
    inbreker*, breekt_in, breekt_iemand_in, wordt_ingebroken, wordt|word|is … ingebroken, broke|broken into|in … house|home|shed, insluiper*, overval, overvallen, overvaller*, beroofd, beroving, stalk*,
    achtervolg*, lastiggevallen, lastig_gevallen, aangerand, aanrand*, verkracht*, misbruik*, ontvoer*, gijzel*, vermoord*, moord,
    bang_voor man|vriend|partner|ex|vader|hem, durf @not naar_huis,
    violence, violent, abuse, abused, abusing, abusive,
    hits|hit|hitting|beats|beat|beating|kicks|kicking|strangled|strangling|attacks|attacked|attacking|punched|punching … me|her|him|us|kids|children|wife|mother|mum,
    threaten*, has|have|with|pulled|holding_a_knife|gun|weapon, stabbed, stabbing, shot_at, been|was_shot, rape, raped, assault*,
    burglar*, intruder*, robbed, kidnap*, stalking, stalked, afraid|scared_of husband|boyfriend|partner|ex|father|dad|him,
    being_followed|attacked|threatened, breaking_into, murder*`,

  missing: `
    @child is|zijn|al_kwijt|zoek|weg|vermist|verdwenen|weggelopen|spoorloos, @child is|zijn_al … kwijt|zoek|weg|verdwenen,
    mijn|onze|ons|de|het|mien|oos_@child_kwijt|zoek|weg|vermist|verdwenen, @child … vermist|verdwenen|weggelopen|weggeloope|spoorloos|verdwaald,
    @child … @not … thuisgekomen, @child … @not … thuis_gekomen, kan|kunnen|kin … @child @not|nergens vinden, vind|vinden … @child @not|nergens,
    @child_@not|nergens_vinden, @child_@not|nergens_te_vinden, waar_is|blijft_mijn|onze|ons_@child, zoek|zoeken_mijn|onze|ons_@child, vermist_@child|persoon,
    @elder … vermist|verdwenen|weggelopen|spoorloos|verdwaald|dwaalt, @elder … @not thuisgekomen, @elder … @not thuis_gekomen,
    dement* … kwijt|weggelopen|verdwenen|dwaalt|verdwaald, vermist_persoon, amber_alert,
    @child … missing|disappeared|vanished|abducted, @child is_lost|gone, @child has_gone|wandered, lost_my|our_@child,
    @not find my|our_@child, missing_@child|person, @elder … missing|disappeared|wandered, where_is_my|our_@child`,

  birth: `
    weeen, vliezen … gebroken, bevalling … begonnen|begint|gang, moet|gaat|ga bevallen, aan_het_bevallen, baby_komt_nu|eraan, miskraam,
    contractions, in_labour|labor, waters … broke|broken, water_broke, giving_birth, baby_is_coming, miscarriage`,

  emergency: `
    112, 911, 999, een_een_twee, alarmnummer, ambulance, ambulans*, ziekenwagen, ziekenauto, traumahelikopter, brandweer,
    politie … nodig|bellen|komen|nu|snel, bel|roep|stuur|waarschuw_de|een_politie|dokter|huisarts|arts, dokter|arts|huisarts_nodig,
    dokter|arts|huisarts moet komen, dringend … dokter|arts|huisarts, noodgeval, noodgevallen, noodsituatie, in_nood, spoed, spoedgeval,
    spoedeisend*, levensgevaar*, levensbedreigend*, leven … gevaar, in_gevaar, groot|direct|acuut|onmiddellijk_gevaar, er_is_gevaar, sos,
    mayday, eerste_hulp, help_help, help_me|mij|ons_nu|snel, hellup, snel_hulp, kom_snel|meteen|direct|onmiddellijk|nu,
    direct|meteen|onmiddellijk|acuut|nu_hulp_nodig, hulp … onmiddellijk, ?sterft, ?stervende, op_sterven, ?gaat|ga dood, ligt_dood,
    dood gevonden|aangetroffen, lijk gevonden, doodgaan,
    emergency, emergencies, police, fire_brigade|department|engine|service, paramedic*, call|send|need … a_doctor,
    doctor … immediately|urgently, life_threatening, in_danger, danger, need_help_now|immediately, ?dying, ?is_dead, dead_body, first_aid,
    urgent_help, life_or|and_death`,
};

/** What contains such words and is an everyday matter. It is taken out of a sentence before signs are looked for. */
export const everyday = `
    alle|sommige|veel|andere|enkele|beide|bepaalde|meeste|zulke_gevallen, per_ongeluk, in_geval_van_nood,
    brand_new|nieuw|nieuwe|schoon|hout|stof|name|names|of, what|which|same|other|any_brand, fire_wood|place|pit|side|works, camp|bon|open_fire,
    fire_extinguisher, brandweer_kazerne|museum|auto|feest, open_dag … brandweer, benauwd_weer, buiten_adem_van, stikt_van, stikt … van_de,
    @not_noodgeval|spoed|spoedgeval|gevaar|brand|emergency|danger, @not_echt_noodgeval, not_an|in_emergency|danger, no_emergency|danger,
    lijn|bus|kamer|huisnummer|rijksweg|straat|nummer|flat|bladzijde_112|911|999, 112|911|999_euro|meter|cm|stuks|kilometer|km|jaar|gram|foto,
    cursus|les|diploma|training … eerste_hulp|reanimatie|reanimeren, eerste_hulp|reanimatie_cursus|les|doos|koffer|training, first_aid_kit|course,
    rescue_dog|cat|animal|centre|center, poison_ivy, fell|fallen|fall_in_love, in_het_water_spelen|zwemmen|spetteren, weg_brengen, vast_met|aan, co|koolmonoxide_melder … ophangen|plaatsen|kopen,
    laptop|computer|telefoon|mobiel|tablet|printer|televisie|tv|scherm|muis|toetsenbord|app|wifi reageert|reageerd … niet|nie|nergens,
    laptop|computer|phone|tablet|printer|screen|mouse|keyboard|app … not|isnt|doesnt responding|respond, with_open_fire, smoke|fire_alarm_battery`;

/** Words that stand for one another in a sign. */
export const groups: Record<string, string> = {
  not: 'niet|nie|neet|ni|nait|nit|niks|geen|gein|gin|ginne|gen|geeneen|nauwelijks|amper|nooit|not|no|cant|cannot|wont|isnt|doesnt|dont|didnt|barely|hardly|nimmer',
  child:
    'kind|kindje|kinderen|kleinkind|kleinkinderen|kleinzoon|kleindochter|zoon|zoontje|zeun|dochter|dochtertje|jongen|jongetje|meisje|maedje|peuter|kleuter|baby|broertje|zusje|neefje|nichtje|tweeling|child|children|kid|kids|son|daughter|toddler|grandson|granddaughter|grandchild|boy|girl|sister|brother',
  elder:
    'moeder|vader|opa|oma|man|vrouw|mam|pap|buurman|buurvrouw|partner|zus|broer|oom|tante|mother|father|mum|mom|dad|grandma|grandpa|grandmother|grandfather|husband|wife|neighbour|neighbor|uncle|aunt',
  who: 'ik|hij|zij|ze|heej|wij|we|iemand|mens|mensen|persoon|vriend|vriendin|meneer|mevrouw|i|he|she|they|someone|somebody|person|people|man|vrouw|mam|pap|moder|vader|moeder|opa|oma|buurman|buurvrouw|buur|partner|zus|broer|oom|tante|kind|kindje|kinderen|zoon|zoontje|dochter|dochtertje|jongen|jongetje|meisje|peuter|kleuter|baby|broertje|zusje|kleinkind|child|children|kid|kids|son|daughter|toddler|boy|girl|sister|brother|mother|father|mum|mom|dad|grandma|grandpa|husband|wife|neighbour|neighbor|friend|woman',
};

/** What falls, gets stuck, dies or does not respond without anybody being in danger. */
export const things =
  'boom|bomen|tak|takken|takje|struik|heg|plant|planten|plantje|bloem|bloemen|gras|blad|bladeren|appel|appels|peren|noten|kastanjes|kersen|dakpan|dakpannen|pannen|schutting|hek|poort|schuurtje|tent|trampoline|muurtje|muur|schoorsteen|dakgoot|goot|plafond|paal|antenne|zonnescherm|parasol|vaas|kast|kastje|plank|planken|schilderij|spiegel|lamp|klok|gordijn|gordijnen|gordijnrail|bord|borden|glas|kopje|bloempot|vogelhuisje|kliko|container|doos|dozen|stenen|sneeuw|hagel|blik|puin|rommel|afval|papier|zand|kleed|tapijt|kabel|sleutel|sleutels|bril|telefoon|mobiel|mobieltje|ipad|tablet|laptop|computer|pc|muis|toetsenbord|scherm|printer|modem|router|wifi|internet|televisie|tv|radio|afstandsbediening|app|website|mail|programma|deurbel|ketel|thermostaat|verwarming|radiator|radiators|kraan|wasmachine|droger|koelkast|oven|accu|batterij|gemeente|verhuurder|bedrijf|helpdesk|kabinet|besluit|goudvis|weer|kamertje|zolder|zoom|naad|broek|rok|naaimachine|deur|raam|lade|schroef|slot|band|banden|fietsband|fietsbanden|luchtbed|bal|tree|trees|branch|branches|leaf|leaves|fence|gate|shed|apple|apples|tile|tiles|gutter|shelf|shelves|cupboard|picture|phone|screen|mouse|keyboard|battery|plants|flowers|snow|pole|wall';

/** Whoever speaks of these speaks of somebody, whatever fell. */
export const somebody =
  'ben|lig|bin|hij|zij|ze|heej|mij|mich|hem|hum|haar|hun|ons|been|benen|voet|voeten|hoofd|hand|vinger|vingers|arm|rug|knie|heup|man|vrouw|moeder|vader|moder|mam|pap|opa|oma|zoon|zoontje|dochter|dochtertje|kind|kindje|kinderen|kleinkind|kleinzoon|kleindochter|meisje|jongen|jongetje|peuter|kleuter|baby|zus|zusje|broer|broertje|tante|oom|partner|vriend|vriendin|buurman|buurvrouw|mevrouw|meneer|fietser|wandelaar|persoon|mensen|gewond|he|she|me|him|her|us|them|leg|legs|foot|head|wife|husband|mother|father|mum|mom|dad|grandma|grandpa|son|daughter|child|children|kid|kids|boy|girl|someone|somebody|woman|people';

/** Everyday words that look like one of the above with a typing error. */
export const lookalikes =
  'gemeld|gebeld|geteld|gewild|gewelf|gewend|gekweld|gespeld|gestreeld|beroerde|gestift|gestrikt|gestipt|gesnikt|getikt|slikken|stukken|snikken|stokken|strikken|stekken|stinken|schikken|verstuikt|verstrikt|verstopt|versterkt|versterking|verstek|verslijt|bloeit|bloeien|bloemen|bloeide|broeden|bloesem|vlaggen|geslapen|geslepen|geschept|geschoren|geschoven|gesloten|geschonken|beloofd|bedauwd|bebouwd|gebouwd|overleden|overladen|overvol|overal|overvalt|aangeboden|aangegeven|aangesloten|aangeleerd|realiseren|realisatie|opgelopen|opgeschoten|doorgaan|doorgang|opslaan|opslag|afslaan|wekker|bakker|nummer|staat|staan|straal|streek|weten|wetten|westers|gewicht|gericht|gedicht|zetten|zonder|moeten|boeken|modder|verdienen|afgelopen|weggelegd|kinderlijk|gevulde|gevuld|gevellen|bevallig|verhuizing|cooking|cooked|singing|served|several|amused|violet|violin|polite|policy|painting|painted|stacked|stalled|stacking|stalling|walking|rubbed|crashed|brushed|breeding|blending|breeds|blends|scolded|grasping|tripped|trimmed|wrapped|falling|selling|spelling|dancer|manager|hanger|dagger|rescuer|braking|baking';
