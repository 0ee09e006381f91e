import { jobKillContract } from "./job-kill-contract.ts";

jobKillContract("one process with its own store");
