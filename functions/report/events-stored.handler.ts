import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { batchHandler } from '../../shared/queue/handle-batch.ts';
import { AnalysisMessage } from './analysis-record.ts';
import { AnalyseEnv } from './env.ts';
import { storeAnalysis } from './store-analysis.ts';

const objects = s3Objects(AnalyseEnv.parse(process.env).REPORTS_BUCKET);

/** Events were stored: their figures become a file of the analysis data. */
export const handler = batchHandler(AnalysisMessage, (messages) => storeAnalysis(objects, messages));
